import { hash, verify } from '@node-rs/argon2'

/** Argon2id with OWASP's first choice of parameters: 19 MiB, two passes, one lane. */
const ARGON2ID = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const

/** Hashes passwords and compares them; both take the same time whoever asks. */
export interface PasswordHashing {
  hash(password: string): Promise<string>
  /** False for a wrong password, and after the same work for an empty hash (no such account). */
  matches(password: string, passwordHash: string): Promise<boolean>
}

/** Argon2id on the thread pool. Makes one hash at the start, to compare against where there is no account. */
export async function createPasswordHashing(): Promise<PasswordHashing> {
  const nobody = await hash('nobody has this password', ARGON2ID)
  return {
    hash: (password) => hash(password, ARGON2ID),
    async matches(password, passwordHash) {
      const right = await verify(passwordHash === '' ? nobody : passwordHash, password)
      return right && passwordHash !== ''
    },
  }
}
