/** How far a caller sees, whatever its scopes: everything, what is of its units, or what is of the partij it speaks for. */
export type Range = 'all' | 'units' | 'partij'
