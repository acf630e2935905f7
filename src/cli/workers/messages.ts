/** What the program and its workers tell each other. */
import type pg from 'pg'
import type { Values } from '../../http/metrics.ts'

/** What a worker needs to know that is not in the settings. */
export interface Orders {
  readonly connection: pg.PoolConfig
  /** Connections of its pool at most. */
  readonly most: number
}

export type ToWorker =
  | { readonly kind: 'begin'; readonly orders: Orders }
  | { readonly kind: 'stop' }
  | { readonly kind: 'measure'; readonly id: number }
  | { readonly kind: 'sum'; readonly id: number; readonly text: string }

export type FromWorker =
  | { readonly kind: 'here' }
  | { readonly kind: 'listening'; readonly port: number }
  /** It cannot begin; the lines are for the person who started the program. */
  | { readonly kind: 'failed'; readonly exitCode: 1 | 2; readonly lines: readonly string[] }
  | { readonly kind: 'measured'; readonly id: number; readonly values: Values }
  | { readonly kind: 'sum'; readonly id: number }
