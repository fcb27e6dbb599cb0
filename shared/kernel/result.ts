/** An expected "no": a kebab-case code, the field it concerns, and values for the sentence a person reads. */
export interface Refusal {
  readonly code: string
  readonly field?: string
  readonly params?: Readonly<Record<string, string | number>>
}

/** What a rule answers: the value, or the refusal to show. */
export type Result<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly refusal: Refusal }

/** Wraps the value of a rule that said yes. */
export function accept<T>(value: T): Result<T> {
  return { ok: true, value }
}

/** Wraps the reason of a rule that said no. */
export function refuse(
  code: string,
  field?: string,
  params?: Readonly<Record<string, string | number>>,
): { readonly ok: false; readonly refusal: Refusal } {
  return {
    ok: false,
    refusal: {
      code,
      ...(field === undefined ? {} : { field }),
      ...(params === undefined ? {} : { params }),
    },
  }
}
