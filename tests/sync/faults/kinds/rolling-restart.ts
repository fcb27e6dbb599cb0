import type { Fault } from '../fault.ts'

const MIGRATIONS_AT_ONCE = 3

/** An update: one server after the other restarts, while others bring the schema up to date at the same time. */
export const rollingRestart: Fault = {
  name: 'rolling-restart',
  async strike({ servers, withStore }) {
    for (const server of servers) {
      const migrations = Array.from({ length: MIGRATIONS_AT_ONCE }, () => withStore((store) => store.ping()))
      await Promise.all([server.restart(), ...migrations])
    }
  },
}
