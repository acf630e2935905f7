/** Settings with which a register tells receivers. */
export const SECRET = 'a secret of sixteen characters or more'

export const speaking = {
  BASE_URL: 'https://klant.example',
  EVENT_SOURCE: 'urn:nld:oin:00000001234567890000:systeem:klantinteracties',
  EVENT_RETRY: '100ms',
  HOOK_SECRET: SECRET,
}

/** A webhook in `EVENT_SINKS`. */
export const hook = (name: string, url: string, more: object = {}): object => ({
  name,
  kind: 'webhook',
  url,
  secret: { env: 'HOOK_SECRET' },
  timeout: 1,
  ...more,
})

export const sinks = (...list: readonly object[]): string => JSON.stringify({ sinks: list })
