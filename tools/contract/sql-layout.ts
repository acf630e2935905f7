/** Lays generated SQL out over lines, for people to read and for comparison line by line. Changes white space only. */

/** A word with the space before it, or what stands between parentheses. */
type Node = string | readonly Node[]

const WIDTH = 116
const TOKENS = /\s*(?:'(?:[^']|'')*'|[(),]|[^\s(),']+)/g
const CLAUSES = new Set(
  'select from join where group having order limit offset union values set returning when and'.split(' '),
)
/** Words after which `from` begins no clause: `is distinct from`, `delete from`. */
const BEFORE_FROM = new Set(['distinct', 'delete'])

const parse = (text: string): readonly Node[] => {
  const open: Node[][] = [[]]
  for (const token of text.match(TOKENS) ?? []) {
    const word = token.trim()
    const here = open.at(-1) ?? []
    if (word === ')') open.at(-2)?.push(open.pop() ?? [])
    else if (word === '(') {
      if (token !== word) here.push(' ')
      open.push([])
    } else here.push(token)
  }
  return open[0] ?? []
}

const flat = (nodes: readonly Node[]): string =>
  nodes.map((node) => (typeof node === 'string' ? node : `(${flat(node).trim()})`)).join('')

const word = (node: Node | undefined): string => (typeof node === 'string' ? node.trim() : '')

/** Cut before each node for which `starts` holds; `without`: that node is dropped. */
const cut = (nodes: readonly Node[], starts: (node: Node, index: number) => boolean, without = false): Node[][] => {
  const parts: Node[][] = [[]]
  nodes.forEach((node, index) => {
    const isCut = starts(node, index)
    if (isCut && (without || index > 0)) parts.push([])
    if (!isCut || !without) parts.at(-1)?.push(node)
  })
  return parts
}

const clauses = (nodes: readonly Node[]): Node[][] =>
  cut(nodes, (node, index) => {
    if (!CLAUSES.has(word(node))) return false
    return word(node) !== 'from' || !BEFORE_FROM.has(word(nodes[index - 1]))
  })

const comma = (node: Node): boolean => word(node) === ','

/** The members of `json_build_object`: what stands at odd places belongs to what stands before it. */
const pairs = (items: readonly Node[][], indent: number): string[] =>
  items.flatMap((item, index) =>
    index % 2 === 0 && items[index + 1] ? [`${flat(item).trim()}, ${render(items[index + 1] ?? [], indent)}`] : [],
  )

const render = (nodes: readonly Node[], indent: number, inObject = false): string => {
  const text = flat(nodes).trim()
  if (text.length + indent <= WIDTH) return text
  const line = `\n${' '.repeat(indent)}`
  const parts = clauses(nodes)
  if (parts.length > 1) return parts.map((part) => render(part, indent)).join(line)
  const items = cut(nodes, comma, true)
  if (inObject) return pairs(items, indent).join(`,${line}`)
  const [first = [], ...rest] = items
  if (rest.length > 0) {
    const leading = CLAUSES.has(word(first[0])) || word(first[0]) === 'with' ? word(first[0]) : undefined
    if (leading === undefined) return items.map((item) => render(item, indent)).join(`,${line}`)
    const inner = [first.slice(1), ...rest].map((item) => render(item, indent + 2))
    return `${leading}${line}  ${inner.join(`,${line}  `)}`
  }
  return nodes
    .map((node, index) => {
      if (typeof node === 'string') return index === 0 ? node.trimStart() : node
      const whole = flat(node).trim()
      if (whole.length < WIDTH / 2) return `(${whole})`
      return `(${line}  ${render(node, indent + 2, word(nodes[index - 1]) === 'json_build_object')}${line})`
    })
    .join('')
}

const isObject = (nodes: readonly Node[], index: number): boolean => word(nodes[index - 1]) === 'json_build_object'

/** Objects of which only the way to what they include is shown: where the rest of a statement matters. */
const elided = (nodes: readonly Node[], whole = false): readonly Node[] =>
  nodes.map((node, index) => {
    if (typeof node === 'string') return node
    if (!isObject(nodes, index) || whole) return elided(node)
    const include = node.findIndex((one) => word(one) === "'_expand'")
    return include < 0 ? ['…'] : ["'…'", ',', ' …', ',', ...elided(node.slice(include), true)]
  })

/** The statement over lines. `elide`: without what the objects in its answer hold, but for what they include. */
export const layout = (text: string, elide = false): string => {
  const nodes = parse(text)
  return render(elide ? elided(nodes) : nodes, 0)
}
