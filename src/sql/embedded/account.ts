import { execFileSync } from 'node:child_process'
import { type Stats, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { EmbeddedError } from './embedded-error.ts'

/** A user of the operating system. */
export interface Account {
  readonly name: string
  readonly uid: number
  readonly gid: number
}

const number = (flag: '-u' | '-g', name: string): number =>
  Number(execFileSync('id', [flag, name], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }))

/**
 * The account that PostgreSQL runs under: undefined for that of this process, and another one when this process is
 * root, under which PostgreSQL refuses to run. That is the owner of the files when they have another owner than root
 * (a directory that came from elsewhere keeps working), else `postgres`, else `nobody`.
 */
export const accountFor = (cluster: string): Account | undefined => {
  if (process.getuid?.() !== 0) return undefined
  const owner = statSync(cluster, { throwIfNoEntry: false })
  if (owner && owner.uid !== 0) return { name: `user ${owner.uid}`, uid: owner.uid, gid: owner.gid }
  for (const name of ['postgres', 'nobody']) {
    try {
      return { name, uid: number('-u', name), gid: number('-g', name) }
    } catch {
      // No such account.
    }
  }
  throw new EmbeddedError(
    'PostgreSQL does not run as root, and there is no account "postgres" or "nobody" here: run this as an ordinary user.',
  )
}

const may = (entry: Stats, account: Account, bit: 1 | 4): boolean => {
  if (entry.uid === account.uid) return (entry.mode & (bit << 6)) !== 0
  if (entry.gid === account.gid) return (entry.mode & (bit << 3)) !== 0
  return (entry.mode & bit) !== 0
}

/** Whether the account may enter every directory above the path (judged by their modes; always true without an account). */
export const reachable = (path: string, account: Account | undefined): boolean => {
  if (!account) return true
  const parent = dirname(path)
  return may(statSync(parent), account, 1) && (parent === path || reachable(parent, account))
}
