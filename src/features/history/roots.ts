/**
 * Signed roots: files outside the database, each of which says what all versions of a period add up to. Who can write in
 * the database cannot change what was signed for without it being seen.
 */
import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, sign, verify } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** What the versions of one collection in a period add up to. */
export interface Sum {
  readonly versions: number
  readonly hash: string
}

export interface RootContent {
  /** From 1. */
  readonly number: number
  /** SHA-256 of the text of the root before this one. */
  readonly previous: string | null
  /** The period: moments of versions. null: from the beginning. */
  readonly after: string | null
  readonly until: string
  readonly collections: Readonly<Record<string, Sum>>
}

export interface Root {
  readonly content: RootContent
  /** The text that was signed. */
  readonly text: string
  readonly signature: string
  /** Whether the signature is that of the key in the directory. */
  readonly isSigned: boolean
}

const PRIVATE = 'history-key.pem'
const PUBLIC = 'history-key.pub.pem'
const NAME = /^history-root-(\d{6})\.txt$/

export const textHash = (text: string): string => createHash('sha256').update(text).digest('hex')

/** The roots in a directory, in order. */
export const readRoots = (directory: string): Root[] => {
  const files = existsSync(directory) ? readdirSync(directory).filter((file) => NAME.test(file)) : []
  if (files.length === 0) return []
  const key = createPublicKey(readFileSync(join(directory, PUBLIC)))
  return files.sort().map((file) => {
    const [text = '', signature = ''] = readFileSync(join(directory, file), 'utf8').split('\n')
    const isSigned = verify(null, Buffer.from(text), key, Buffer.from(signature, 'base64'))
    return { content: JSON.parse(text) as RootContent, text, signature, isSigned }
  })
}

/** The key in the directory; made when there is none. */
const keyIn = (directory: string) => {
  const file = join(directory, PRIVATE)
  if (!existsSync(file)) {
    const { privateKey, publicKey } = generateKeyPairSync('ed25519')
    writeFileSync(file, privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600, flag: 'wx' })
    writeFileSync(join(directory, PUBLIC), publicKey.export({ type: 'spki', format: 'pem' }))
  }
  return createPrivateKey(readFileSync(file))
}

/** Signs and writes a root. Fails when there is one of that number already. */
export const writeRoot = (directory: string, content: RootContent): Root => {
  mkdirSync(directory, { recursive: true })
  const text = JSON.stringify(content)
  const signature = sign(null, Buffer.from(text), keyIn(directory)).toString('base64')
  const file = `history-root-${String(content.number).padStart(6, '0')}.txt`
  writeFileSync(join(directory, file), `${text}\n${signature}\n`, { flag: 'wx' })
  return { content, text, signature, isSigned: true }
}

/** What is wrong with the roots themselves, a sentence each. */
export const rootFaults = (roots: readonly Root[]): string[] =>
  roots.flatMap(({ content, isSigned }, index) => {
    const before = roots[index - 1]
    const follows =
      content.number === index + 1 &&
      content.previous === (before ? textHash(before.text) : null) &&
      content.after === (before?.content.until ?? null)
    return [
      ...(isSigned ? [] : [`root ${content.number}: it is not signed with the key in the directory`]),
      ...(follows ? [] : [`root ${content.number}: it does not follow the root before it; one is missing or altered`]),
    ]
  })
