import { refuse, type Refusal } from '#shared/kernel/result.ts'

/** A password has this many characters at least, and no more than fits a hash in reasonable time. */
export const LEAST_PASSWORD_LENGTH = 10
export const MOST_PASSWORD_LENGTH = 1000

/** Refuses `password-short`, `password-long` and `password-has-email` (the address or the part before its @). */
export function checkPassword(password: string, emails: readonly string[]): Refusal | undefined {
  if ([...password].length < LEAST_PASSWORD_LENGTH) {
    return refuse('password-short', 'password', { least: LEAST_PASSWORD_LENGTH }).refusal
  }
  if (password.length > MOST_PASSWORD_LENGTH) {
    return refuse('password-long', 'password', { most: MOST_PASSWORD_LENGTH }).refusal
  }
  const lower = password.toLowerCase()
  const holdsAddress = emails.some((email) => addressParts(email).some((part) => lower.includes(part)))
  return holdsAddress ? refuse('password-has-email', 'password').refusal : undefined
}

/** The address, and its name where that is long enough to give a password away. */
function addressParts(email: string): string[] {
  const lower = email.toLowerCase()
  const name = lower.split('@')[0] ?? ''
  return name.length >= 4 ? [lower, name] : [lower]
}
