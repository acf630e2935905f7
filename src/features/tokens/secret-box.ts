/** Secrets that must be read again, and so cannot be hashes: encrypted with keys that stand outside the database. */
import { createCipheriv, createDecipheriv, hash, randomBytes } from 'node:crypto'

export interface SecretBox {
  /** `about`: whose secret it is; the same must be given to open it, so that no row can pass for another. */
  seal(secret: string, about: string): Buffer
  /** Undefined: it was sealed with a key that is not here, or is not what was sealed. */
  open(sealed: Uint8Array, about: string): string | undefined
  /** Whether it was sealed with the key that seals now. */
  isFresh(sealed: Uint8Array): boolean
}

const CIPHER = 'aes-256-gcm'
/** A sealed secret: version, id of the key, nonce, tag, and what was encrypted. */
const VERSION = 1
const [ID, NONCE, TAG] = [4, 12, 16]

const idOf = (key: Buffer): Buffer => hash('sha256', key, 'buffer').subarray(0, ID)

/** `keys`: of 32 bytes; the first seals, the others open what they sealed before. */
export const createSecretBox = (keys: readonly [Buffer, ...Buffer[]]): SecretBox => {
  const [first] = keys
  const keyOf = (sealed: Uint8Array): Buffer | undefined =>
    sealed[0] === VERSION ? keys.find((key) => idOf(key).equals(sealed.subarray(1, 1 + ID))) : undefined
  return {
    seal(secret, about) {
      const nonce = randomBytes(NONCE)
      const cipher = createCipheriv(CIPHER, first, nonce).setAAD(Buffer.from(about))
      const encrypted = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()])
      return Buffer.concat([Buffer.of(VERSION), idOf(first), nonce, cipher.getAuthTag(), encrypted])
    },
    open(sealed, about) {
      const key = keyOf(sealed)
      if (!key) return undefined
      const nonceAt = 1 + ID
      const [tagAt, restAt] = [nonceAt + NONCE, nonceAt + NONCE + TAG]
      try {
        const decipher = createDecipheriv(CIPHER, key, sealed.subarray(nonceAt, tagAt), { authTagLength: TAG })
          .setAAD(Buffer.from(about))
          .setAuthTag(sealed.subarray(tagAt, restAt))
        return Buffer.concat([decipher.update(sealed.subarray(restAt)), decipher.final()]).toString('utf8')
      } catch {
        return undefined
      }
    },
    isFresh: (sealed) => keyOf(sealed) === first,
  }
}
