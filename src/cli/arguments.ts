/** Arguments and options of commands, read from their text. Each throws commander's own error, which ends with code 2. */
import { InvalidArgumentError } from 'commander'
import { toUuid } from '../derive/uuid.ts'

export const uuid = (text: string): string => {
  const found = toUuid(text)
  if (found === undefined) throw new InvalidArgumentError('must be a uuid')
  return found
}

/** How many of a list: no more than the database can count. */
export const amount = (text: string): number => {
  const number = Number(text)
  if (!Number.isSafeInteger(number) || number < 1) throw new InvalidArgumentError('must be a whole number from 1')
  return number
}
