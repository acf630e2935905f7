/** Where in a token something stands: names with dots between, `realm_access.roles`, or a JSON Pointer (RFC 6901). */

const stepsOf = (path: string): string[] =>
  path.startsWith('/')
    ? path
        .slice(1)
        .split('/')
        .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'))
    : path.split('.')

const valueAt = (claims: unknown, path: string): unknown =>
  stepsOf(path).reduce<unknown>(
    (here, step) =>
      typeof here === 'object' && here !== null && !Array.isArray(here) && Object.hasOwn(here, step)
        ? (here as Record<string, unknown>)[step]
        : undefined,
    claims,
  )

/** All texts at these places; numbers count as texts. */
export const textsAt = (claims: object, paths: readonly string[]): string[] =>
  paths
    .flatMap((path) => valueAt(claims, path))
    .flatMap((value) => (typeof value === 'string' || typeof value === 'number' ? String(value) : []))

/** The first text that is at one of these places. */
export const textAt = (claims: object, paths: readonly string[]): string | undefined =>
  textsAt(claims, paths).find((text) => text !== '')
