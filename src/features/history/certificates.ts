/** Certificates of destruction outside the database: what was destroyed must go again when a backup is put back. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Certificate } from './destruction.ts'

/** Writes the certificate into the directory. */
export const keepCertificate = (directory: string, certificate: Certificate): void => {
  mkdirSync(directory, { recursive: true })
  const file = `vernietiging-${String(certificate.lijst).padStart(6, '0')}.json`
  writeFileSync(join(directory, file), `${JSON.stringify(certificate, null, 2)}\n`)
}
