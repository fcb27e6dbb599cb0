import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { runProcess } from '../child-process.ts'

/** A self-signed certificate for localhost and 127.0.0.1. */
export interface TestCertificate {
  readonly certificateFile: string
  readonly keyFile: string
  /** The certificate itself, PEM, to be trusted by a test's client. */
  readonly pem: string
}

/** Makes a certificate, valid for two days, in `dir`. */
export async function createCertificate(dir: string): Promise<TestCertificate> {
  const certificateFile = join(dir, 'certificate.pem')
  const keyFile = join(dir, 'key.pem')
  const subject = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1']
  const kind = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2']
  await runProcess('openssl', [
    'req',
    '-x509',
    ...kind,
    ...subject,
    '-keyout',
    keyFile,
    '-out',
    certificateFile,
  ])
  return { certificateFile, keyFile, pem: await readFile(certificateFile, 'utf8') }
}
