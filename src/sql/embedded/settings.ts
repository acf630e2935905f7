/**
 * What PostgreSQL is told, on its command line, so that a newer version of ours changes it for a directory that exists.
 */
export interface Listening {
  /** Empty: only the socket in the cluster's own directory, which nobody but its user can enter. */
  readonly addresses: string
  readonly port: number
}

export const settings = ({ addresses, port }: Listening): Record<string, string> => ({
  listen_addresses: addresses,
  port: String(port),
  // Relative to the cluster's directory: an absolute path may be too long for a socket.
  unix_socket_directories: addresses === '' ? '.' : '',
  max_connections: '100',
  shared_buffers: '128MB',
  // Statements are short here and the data is on a disk without a moving arm.
  jit: 'off',
  random_page_cost: '1.1',
  fsync: 'on',
  full_page_writes: 'on',
  timezone: 'UTC',
  log_timezone: 'UTC',
  cluster_name: 'klantinteracties',
  ...quiet,
})

/**
 * The log holds no values of the register, so no BSN: statements, parameters and details carry them, and so do the
 * messages of plain errors ("invalid input syntax for …"), which the server that sent the statement gets anyway. `log`
 * stands above `error` in PostgreSQL's order: what remains is the life of the server, fatal errors and panics.
 */
const quiet = {
  logging_collector: 'off',
  log_destination: 'stderr',
  log_min_messages: 'log',
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
  log_statement: 'none',
  log_min_duration_statement: '-1',
  log_parameter_max_length: '0',
  log_parameter_max_length_on_error: '0',
  log_checkpoints: 'off',
  log_line_prefix: '%m [%p] ',
}
