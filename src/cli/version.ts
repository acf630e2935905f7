import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** This file runs from build/src/cli. */
const PACKAGE = join(import.meta.dirname, '..', '..', '..', 'package.json')

/** The version of this program. */
export const programVersion = (): string => (JSON.parse(readFileSync(PACKAGE, 'utf8')) as { version: string }).version
