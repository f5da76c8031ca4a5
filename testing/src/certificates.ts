/** Certificates for the TLS servers of tests, made anew by openssl: good ones and the faults that real servers have. */
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { runCommand } from './process.js'
import { tempFolder } from './temp.js'

export interface Identity {
  /** PEM. */
  key: string
  cert: string
}

export interface TestCertificates {
  /** Path of the authority's certificate, for NODE_EXTRA_CA_CERTS. */
  authorityFile: string
  /** By the authority, for 127.0.0.1. */
  valid: Identity
  /** By the authority, for 127.0.0.1, until the end of 2020. */
  expired: Identity
  /** By the authority, for other.example. */
  elsewhere: Identity
  selfSigned: Identity
  remove(): Promise<void>
}

const LONG = ['20200101000000Z', '20991231000000Z'] as const
const OVER = ['20200101000000Z', '20201231000000Z'] as const

const config = (dir: string): string => `
[ca]
default_ca = test
[test]
database = ${dir}/index
rand_serial = yes
new_certs_dir = ${dir}
default_md = sha256
policy = any
unique_subject = no
[any]
commonName = supplied
[authority]
basicConstraints = critical,CA:TRUE
[here]
subjectAltName = IP:127.0.0.1
[elsewhere]
subjectAltName = DNS:other.example
`

/** Needs the system's openssl. */
export async function testCertificates(): Promise<TestCertificates> {
  const { path: dir, remove } = await tempFolder()
  const at = (name: string) => join(dir, name)
  const openssl = (...args: string[]) => runCommand('openssl', args)
  await writeFile(at('config'), config(dir))
  await writeFile(at('index'), '')
  const curve = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes']
  for (const name of ['authority', 'server'])
    await openssl(
      'req',
      '-new',
      ...curve,
      '-subj',
      `/CN=${name}`,
      '-keyout',
      at(name),
      '-out',
      at(`${name}.csr`),
    )
  const sign = async (
    name: string,
    of: string,
    by: string[],
    extensions: string,
    [from, to] = LONG as readonly string[],
  ) => {
    const subject = ['-in', at(`${of}.csr`), '-out', at(`${name}.pem`), '-extensions', extensions]
    const dates = ['-startdate', from!, '-enddate', to!]
    await openssl('ca', '-config', at('config'), '-batch', '-notext', ...by, ...subject, ...dates)
    return { key: await readFile(at(of), 'utf8'), cert: await readFile(at(`${name}.pem`), 'utf8') }
  }
  const selfBy = (name: string) => ['-selfsign', '-keyfile', at(name)]
  await sign('authority', 'authority', selfBy('authority'), 'authority')
  const byAuthority = ['-keyfile', at('authority'), '-cert', at('authority.pem')]
  return {
    authorityFile: at('authority.pem'),
    valid: await sign('valid', 'server', byAuthority, 'here'),
    expired: await sign('expired', 'server', byAuthority, 'here', OVER),
    elsewhere: await sign('elsewhere', 'server', byAuthority, 'elsewhere'),
    selfSigned: await sign('selfSigned', 'server', selfBy('server'), 'here'),
    remove,
  }
}
