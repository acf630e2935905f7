import type { Sql } from '../../sql/sql.ts'
import { basics, type Field, type FieldOptions, type Schema } from './field.ts'

export interface DerivedOptions extends FieldOptions {
  readonly schema: Schema
}

export interface Derived<R = unknown> extends Field<R, never, 'readOnly'> {
  readonly kind: 'derived'
  readonly from: readonly string[]
  readonly expression: (columns: readonly Sql[]) => Sql
  readonly schema: Schema
}

/** A value that follows from other columns of the row (paths relative to the object it stands in). */
export const derived = <R>(
  from: readonly string[],
  expression: (columns: readonly Sql[]) => Sql,
  options: DerivedOptions,
): Derived<R> => ({
  ...basics({ ...options, readOnly: true }),
  kind: 'derived',
  from,
  expression,
  schema: options.schema,
})
