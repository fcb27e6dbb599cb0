/** Closes a union: does not compile while a case is missing; throws if data got past the types. */
export function assertNever(value: never): never {
  throw new Error(`Unexpected case: ${JSON.stringify(value)}`)
}
