/** Tokens that someone else chose: made, or changed, by their identifier. */
import { OPEN_KLANT_SCOPES } from '../../model/scopes.ts'
import type { Transaction } from '../../sql/database.ts'
import { sql, statement } from '../../sql/sql.ts'
import { hashOf, type TokenContact } from './tokens.ts'

export interface GivenToken extends TokenContact {
  readonly identifier: string
  readonly token: string
}

/**
 * `revoked`: this token was taken out of use, and does not come back. `taken`: another identifier has it. `client`: the
 * identifier is that of a client.
 */
export type PutOutcome = 'made' | 'changed' | 'as it was' | 'revoked' | 'taken' | 'client'

/** Others at the same work wait for this one. */
export const lockTokens = async (tx: Transaction): Promise<void> => {
  await tx.query(
    statement(sql`select pg_advisory_xact_lock(hashtext('klantinteracties.token'), hashtext(current_schema()))`),
  )
}

/** Others are left alone. */
export const putToken = async (tx: Transaction, given: GivenToken): Promise<PutOutcome> => {
  const { identifier, token, contactPerson, email, organization, application, administration } = given
  const hash = sql`decode(${hashOf(token)}, 'hex')`
  const [same] = await tx.query(
    statement(sql`select revoked_at is not null as revoked from token
      where hash = ${hash} and (identifier <> ${identifier} or revoked_at is not null)`),
  )
  if (same) return same.revoked === true ? 'revoked' : 'taken'
  const values = sql`${hash}, ${contactPerson}::text, ${email}::text, ${organization}::text, ${application}::text, ${administration}::text`
  const columns = sql`hash, contact_person, email, organization, application, administration`
  const [known] = await tx.query(
    statement(sql`select (${columns}) is distinct from (${values}) as differs, secret is not null as client from token
      where identifier = ${identifier} and revoked_at is null for update`),
  )
  if (!known) {
    // Who wrote the file knows tokens that may do everything.
    const scopes = sql`${OPEN_KLANT_SCOPES}::text[]`
    await tx.query(
      statement(sql`insert into token (identifier, scopes, ${columns}) values (${identifier}, ${scopes}, ${values})`),
    )
    return 'made'
  }
  if (known.client === true) return 'client'
  if (known.differs !== true) return 'as it was'
  await tx.query(
    statement(sql`update token set (${columns}) = (${values}), last_modified = now()
      where identifier = ${identifier} and revoked_at is null`),
  )
  return 'changed'
}
