import { Argument, type Command } from 'commander'
import type { Context } from './context.ts'

const APIS = ['klantinteracties', 'contactgegevens', 'beheer'] as const

export const addOpenapiCommand = (program: Command, context: Context): void => {
  program
    .command('openapi')
    .description('print the OpenAPI document of an API')
    .addArgument(new Argument('[api]', 'which one').choices(APIS).default(APIS[0]))
    .option('--json', 'as JSON instead of YAML')
    .action(async (api: (typeof APIS)[number], { json = false }: { json?: boolean }) => {
      const { openapiText } = await import('../app.ts')
      context.print(openapiText(api, json ? 'json' : 'yaml').trimEnd())
    })
}
