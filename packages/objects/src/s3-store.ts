/** Objects in any store that speaks S3: Huawei OBS, MinIO, Ceph, AWS. The AWS SDK is loaded when one is first used. */
import { Readable } from 'node:stream'
import type { S3Client, S3ClientConfig } from '@aws-sdk/client-s3'
import type {
  AddressPolicy,
  ObjectAddress,
  ObjectPage,
  ObjectStore,
  S3Access,
  StoredObject,
} from '@vigia/core'
import { checkedAgents, type Resolve } from './checked-agents.js'
import { counted } from './counted.js'
import { isNotFound, meaningOf } from './s3-errors.js'

export interface S3StoreDeps {
  /** Whom the store's address may lead to. */
  policy: AddressPolicy
  resolve?: Resolve
}

const CONNECT_TIMEOUT_MS = 5_000
/** Between two bytes. */
const IDLE_TIMEOUT_MS = 15_000
/** Of one question with its retries. */
const ANSWER_TIMEOUT_MS = 20_000
const TRIES = 3
/**
 * How long an address can be read from. A decoder that seeks asks again and again; one whose address has expired gets
 * another with its next attempt.
 */
const ADDRESS_SECONDS = 3_600

type Sdk = typeof import('@aws-sdk/client-s3')

export class S3Store implements ObjectStore {
  private opened: Promise<{ sdk: Sdk; client: S3Client }> | undefined

  constructor(
    private readonly access: S3Access,
    private readonly deps: S3StoreDeps,
  ) {}

  async list(
    bucket: string,
    prefix: string,
    page: { after?: string | undefined; limit: number },
    signal?: AbortSignal,
  ): Promise<ObjectPage> {
    return this.ask(signal, async ({ sdk, client }, abortSignal) => {
      // The older way of listing, for every store knows it: Huawei's documents no other.
      const answer = await client.send(
        new sdk.ListObjectsCommand({
          Bucket: bucket,
          Prefix: prefix,
          MaxKeys: page.limit,
          ...(page.after === undefined ? {} : { Marker: page.after }),
        }),
        { abortSignal },
      )
      const objects = (answer.Contents ?? []).map((found) =>
        stored(found.Key ?? '', found.Size, found.LastModified),
      )
      return { objects, more: answer.IsTruncated ?? false }
    })
  }

  async stat(bucket: string, key: string, signal?: AbortSignal): Promise<StoredObject | undefined> {
    return this.ask(signal, async ({ sdk, client }, abortSignal) => {
      try {
        const head = await client.send(new sdk.HeadObjectCommand({ Bucket: bucket, Key: key }), {
          abortSignal,
        })
        return stored(key, head.ContentLength, head.LastModified)
      } catch (error) {
        if (isNotFound(error)) return undefined
        throw error
      }
    })
  }

  async addressOf(bucket: string, key: string): Promise<ObjectAddress> {
    const { getSignedUrl } = await import('@aws-sdk/s3-request-presigner')
    return this.ask(undefined, async ({ sdk, client }) => ({
      url: await getSignedUrl(client, new sdk.GetObjectCommand({ Bucket: bucket, Key: key }), {
        expiresIn: ADDRESS_SECONDS,
      }),
    }))
  }

  async put(
    bucket: string,
    key: string,
    content: AsyncIterable<Uint8Array>,
    size: number,
    signal?: AbortSignal,
  ): Promise<void> {
    const { sdk, client } = await this.open()
    const body = Readable.from(counted(content, size), { objectMode: false })
    // Nobody else tells the client that there will be no more: it would wait for the rest.
    const broken = new AbortController()
    body.on('error', () => broken.abort())
    try {
      await client.send(
        new sdk.PutObjectCommand({ Bucket: bucket, Key: key, Body: body, ContentLength: size }),
        { abortSignal: signal ? AbortSignal.any([signal, broken.signal]) : broken.signal },
      )
    } catch (error) {
      throw meaningOf(body.errored ?? error)
    } finally {
      body.destroy()
    }
  }

  async remove(bucket: string, key: string, signal?: AbortSignal): Promise<void> {
    await this.ask(signal, ({ sdk, client }, abortSignal) =>
      client.send(new sdk.DeleteObjectCommand({ Bucket: bucket, Key: key }), { abortSignal }),
    )
  }

  /** Keys that may only read one bucket are good keys too. */
  async check(signal?: AbortSignal): Promise<void> {
    await this.ask(signal, async ({ sdk, client }, abortSignal) => {
      try {
        await client.send(new sdk.ListBucketsCommand({}), { abortSignal })
      } catch (error) {
        if ((error as Error).name !== 'AccessDenied') throw error
      }
    })
  }

  /** @throws ObjectStoreError, whatever was thrown */
  private async ask<T>(
    signal: AbortSignal | undefined,
    question: (opened: { sdk: Sdk; client: S3Client }, signal: AbortSignal) => Promise<T>,
  ): Promise<T> {
    const late = AbortSignal.timeout(ANSWER_TIMEOUT_MS)
    try {
      return await question(await this.open(), signal ? AbortSignal.any([signal, late]) : late)
    } catch (error) {
      throw meaningOf(error)
    }
  }

  private open(): Promise<{ sdk: Sdk; client: S3Client }> {
    this.opened ??= import('@aws-sdk/client-s3').then((sdk) => ({
      sdk,
      client: new sdk.S3Client(this.config()),
    }))
    return this.opened
  }

  private config(): S3ClientConfig {
    const { endpoint, region, accessKey, secretKey, securityToken, addressing } = this.access
    return {
      endpoint,
      region,
      credentials: {
        accessKeyId: accessKey,
        secretAccessKey: secretKey,
        ...(securityToken === undefined ? {} : { sessionToken: securityToken }),
      },
      forcePathStyle: addressing === 'path',
      // Stores beside AWS do not know the newer checksums.
      requestChecksumCalculation: 'WHEN_REQUIRED',
      responseChecksumValidation: 'WHEN_REQUIRED',
      maxAttempts: TRIES,
      requestHandler: {
        ...checkedAgents(this.deps.policy, this.deps.resolve),
        connectionTimeout: CONNECT_TIMEOUT_MS,
        socketTimeout: IDLE_TIMEOUT_MS,
      },
    }
  }
}

const stored = (key: string, size = 0, modified = new Date(0)): StoredObject => ({
  key,
  size,
  modifiedAt: modified.getTime(),
})
