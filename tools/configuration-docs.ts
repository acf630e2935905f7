/** Writes docs/configuration.md from the declaration of the settings. `--check` only compares, for CI. */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { argv } from 'node:process'
import { settings } from '../src/config.ts'

const row = (setting: (typeof settings)[number]): string => {
  const fallback = setting.default === null ? 'not set' : setting.default === '' ? 'empty' : `\`${setting.default}\``
  const name =
    'secret' in setting || 'file' in setting ? `\`${setting.name}\`, \`${setting.name}_FILE\`` : `\`${setting.name}\``
  return `| ${name} | ${setting.kind.accepts} | ${fallback} | ${setting.help} |`
}

/** The text of docs/configuration.md. */
export const configurationPage = (): string => `# Settings

<!-- Generated from src/config.ts by tools/configuration-docs.ts: change it there. -->

All settings are environment variables. They are checked together at start, and every mistake is named. An empty
variable counts as not set. Some may also be given as the name of a file that holds the value, in the variable with
\`_FILE\` behind its name.

| variable | takes | default | meaning |
|---|---|---|---|
${settings.map(row).join('\n')}
`

/** Where the page is kept; this file runs from build/tools. */
export const configurationPagePath = join(import.meta.dirname, '..', '..', 'docs', 'configuration.md')

if (argv[1] === import.meta.filename) {
  if (!argv.includes('--check')) writeFileSync(configurationPagePath, configurationPage())
  else if (readFileSync(configurationPagePath, 'utf8') !== configurationPage()) {
    console.error('docs/configuration.md is not what tools/configuration-docs.ts makes of src/config.ts')
    process.exitCode = 1
  }
}
