import { describe, expect, test } from 'vitest'
import type { Credential, Device, TokenRecord } from '../account-store.ts'
import { noon, noonAnd, type Subject } from './place.ts'

const aCredential = (parts: Partial<Credential> = {}): Credential => ({
  personId: 'ann',
  passwordHash: '$argon2id$x',
  failures: 0,
  lockedUntil: '',
  ...parts,
})

const aDevice = (parts: Partial<Device> = {}): Device => ({
  id: 'device-1',
  personId: 'ann',
  name: "Ann's laptop",
  createdAt: noon,
  seenAt: noon,
  revokedAt: '',
  ...parts,
})

const aToken = (parts: Partial<TokenRecord> = {}): TokenRecord => ({
  hash: 'hash-1',
  kind: 'device',
  personId: 'ann',
  deviceId: 'device-1',
  createdAt: noon,
  expiresAt: noonAnd(60),
  ...parts,
})

/** Credentials, devices and tokens. */
export function describeAccounts({ store }: Subject): void {
  const accounts = () => store().accounts

  describe('credentials', () => {
    test('are kept per person and replaced', async () => {
      expect(await accounts().hasAnyCredential()).toBe(false)
      expect(await accounts().credential('ann')).toBeUndefined()
      await accounts().putCredential(aCredential())
      await accounts().putCredential(aCredential({ passwordHash: '$argon2id$y' }))
      expect(await accounts().credential('ann')).toEqual(aCredential({ passwordHash: '$argon2id$y' }))
      expect(await accounts().hasAnyCredential()).toBe(true)
    })

    test('are locked from the n-th failure on, even when failures come at once', async () => {
      await accounts().putCredential(aCredential())
      const fail = () => accounts().recordFailure('ann', 3, noonAnd(15))
      expect(await fail()).toMatchObject({ failures: 1, lockedUntil: '' })
      const more = await Promise.all([fail(), fail(), fail()])
      expect(more.map((credential) => credential?.failures).toSorted()).toEqual([2, 3, 4])
      expect(await accounts().credential('ann')).toMatchObject({ failures: 4, lockedUntil: noonAnd(15) })
      await accounts().clearFailures('ann')
      expect(await accounts().credential('ann')).toEqual(aCredential())
      expect(await accounts().recordFailure('nobody', 3, noon)).toBeUndefined()
    })
  })

  describe('devices', () => {
    test('are kept and replaced, and listed per person', async () => {
      await accounts().putDevice(aDevice())
      await accounts().putDevice(aDevice({ id: 'device-2', personId: 'bob' }))
      await accounts().putDevice(aDevice({ seenAt: noonAnd(1) }))
      expect(await accounts().device('device-1')).toEqual(aDevice({ seenAt: noonAnd(1) }))
      expect(await accounts().device('device-9')).toBeUndefined()
      expect(await accounts().devicesOf('bob')).toEqual([aDevice({ id: 'device-2', personId: 'bob' })])
    })

    test('that are revoked lose their tokens, and no other device does', async () => {
      await accounts().putDevice(aDevice())
      await accounts().putToken(aToken())
      await accounts().putToken(aToken({ hash: 'hash-2', deviceId: 'device-2' }))
      await accounts().revokeDevice('device-1', noon)
      expect(await accounts().device('device-1')).toEqual(aDevice({ revokedAt: noon }))
      expect(await accounts().token('hash-1')).toBeUndefined()
      expect(await accounts().token('hash-2')).toBeDefined()
    })
  })

  describe('tokens', () => {
    test('are found by their hash', async () => {
      await accounts().putToken(aToken({ kind: 'portal', deviceId: '' }))
      expect(await accounts().token('hash-1')).toEqual(aToken({ kind: 'portal', deviceId: '' }))
      expect(await accounts().token('hash-9')).toBeUndefined()
    })

    test('are taken by one of many who try at once', async () => {
      await accounts().putToken(aToken({ kind: 'link' }))
      const takes = await Promise.all(Array.from({ length: 8 }, () => accounts().takeToken('hash-1')))
      expect(takes.filter(Boolean)).toHaveLength(1)
    })

    test('that expired are dropped', async () => {
      await accounts().putToken(aToken({ hash: 'old', expiresAt: noonAnd(-1) }))
      await accounts().putToken(aToken({ hash: 'good' }))
      await accounts().putToken(aToken({ hash: 'endless', expiresAt: '' }))
      expect(await accounts().dropExpiredTokens(noon)).toBe(1)
      expect(await accounts().token('old')).toBeUndefined()
      expect(await accounts().token('good')).toBeDefined()
      expect(await accounts().token('endless')).toBeDefined()
    })
  })
}
