/** s3rver ships no types; these are the parts the test server uses. */
declare module 's3rver' {
  export default class S3rver {
    constructor(options: {
      address: string
      port: number
      directory: string
      silent: boolean
      /** Buckets are also reached as `<bucket>.s3.<serviceEndpoint>`. */
      serviceEndpoint: string
      configureBuckets: { name: string; configs: string[] }[]
    })
    run(): Promise<{ port: number }>
  }
}
