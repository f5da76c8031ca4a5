/** What is wrong with a server's certificate, in words that tell who mends it. */

/** How a user takes the certificate as it is, e.g. `set certificate_check to false`. */
export interface CertificateRemedy {
  accept: string
}

/** Codes of OpenSSL and Node. */
const FAULTS: Record<string, string> = {
  CERT_HAS_EXPIRED: 'its certificate has expired',
  CERT_NOT_YET_VALID: 'its certificate is not valid yet; check the clocks',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'its certificate is self-signed',
  SELF_SIGNED_CERT_IN_CHAIN: 'its certificate comes from an authority that is not known here',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'its certificate comes from an authority that is not known here',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'its certificate comes from an authority that is not known here',
  UNABLE_TO_GET_ISSUER_CERT: 'its certificate comes from an authority that is not known here',
  ERR_TLS_CERT_ALTNAME_INVALID: 'its certificate is for another host',
  CERT_REVOKED: 'its certificate was revoked',
}

/** Undefined when the connection failed for another reason. */
export function certificateFault(error: unknown, verify: false | CertificateRemedy): string | undefined {
  const { code = '', message = '' } = error as NodeJS.ErrnoException
  const known = FAULTS[code]
  if (known !== undefined && verify) return `${known}; give it a valid one, or ${verify.accept}`
  if (code === 'EPROTO' || code.startsWith('ERR_SSL_') || /SSL routines/.test(message))
    return 'it does not speak TLS as expected; check the port, and whether the address begins with https'
  return undefined
}
