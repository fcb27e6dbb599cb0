import type { SafeStorage } from 'electron'
import Type from 'typebox'
import { Value } from 'typebox/value'
import type { Keychain, SecretKey } from '#shared/ipc/channels.ts'
import { readText, replaceFile } from '../app/settings.ts'

/** The part of Electron's safeStorage we use: the asynchronous one. */
export type Encryptor = Pick<
  SafeStorage,
  'isAsyncEncryptionAvailable' | 'encryptStringAsync' | 'decryptStringAsync' | 'getSelectedStorageBackend'
>

/** Secrets by key; values never lie on disk unencrypted. */
export interface Secrets {
  keychain(): Promise<Keychain>
  get(key: SecretKey): Promise<string | null>
  set(key: SecretKey, value: string): Promise<Keychain>
  delete(key: SecretKey): void
  clear(): void
}

const SecretFile = Type.Record(Type.String(), Type.String())

/**
 * Keeps secrets in `file`, encrypted with the system's keychain. Where there is none (on Linux the
 * backend `basic_text` would encrypt with a password everybody knows) they stay in memory.
 */
export function createSecrets(file: string, encryptor: Encryptor, platform: string): Secrets {
  const inMemory = new Map<SecretKey, string>()
  const read = (): Record<string, string> => {
    const saved = parse(readText(file))
    return Value.Check(SecretFile, saved) ? { ...saved } : {}
  }
  const write = (key: SecretKey, encrypted: Buffer | undefined): void => {
    const saved = read()
    if (encrypted === undefined) delete saved[key]
    else saved[key] = encrypted.toString('base64')
    replaceFile(file, JSON.stringify(saved))
  }
  const keychain = async (): Promise<Keychain> => {
    const isPlain = platform === 'linux' && isUnprotected(encryptor.getSelectedStorageBackend())
    return !isPlain && (await encryptor.isAsyncEncryptionAvailable()) ? 'system' : 'memory'
  }
  return {
    keychain,
    async get(key) {
      if ((await keychain()) === 'memory') return inMemory.get(key) ?? null
      const encrypted = read()[key]
      if (encrypted === undefined) return null
      const opened = await decrypt(encryptor, encrypted)
      if (opened === undefined) write(key, undefined)
      else if (opened.shouldReEncrypt) write(key, await encryptor.encryptStringAsync(opened.result))
      return opened?.result ?? null
    },
    async set(key, value) {
      const place = await keychain()
      if (place === 'memory') inMemory.set(key, value)
      else write(key, await encryptor.encryptStringAsync(value))
      return place
    },
    delete(key) {
      inMemory.delete(key)
      write(key, undefined)
    },
    clear() {
      inMemory.clear()
      replaceFile(file, '{}')
    },
  }
}

function isUnprotected(backend: string): boolean {
  return backend === 'basic_text' || backend === 'unknown'
}

/** Undefined when the keychain that encrypted it is gone: the person signs in again. */
async function decrypt(encryptor: Encryptor, encrypted: string) {
  try {
    return await encryptor.decryptStringAsync(Buffer.from(encrypted, 'base64'))
  } catch {
    return undefined
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
