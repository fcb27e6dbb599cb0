import { configDefaults, defineConfig } from 'vitest/config'

const zones = '{shared,main,renderer,sync-server,tests,scripts,bench}'
const integrationTests = `${zones}/**/*.integration.test.ts`

export default defineConfig({
  test: {
    environment: 'node',
    restoreMocks: true,
    unstubGlobals: true,
    unstubEnvs: true,
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: [`${zones}/**/*.test.{ts,tsx}`],
          exclude: [...configDefaults.exclude, integrationTests],
        },
      },
      {
        extends: true,
        test: {
          name: 'integration',
          include: [integrationTests],
          globalSetup: 'tests/support/integration-setup.ts',
          // Each file starts real servers; two at a time is what a small CI machine carries.
          maxWorkers: 2,
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
})
