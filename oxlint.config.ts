import { defineConfig } from 'oxlint'
import { zones } from './oxlint.zones.ts'

export default defineConfig({
  plugins: ['typescript', 'import', 'react', 'unicorn', 'promise'],
  ignorePatterns: ['node_modules/**', 'out/**', 'dist/**', 'data/**', 'test-results/**'],
  categories: { correctness: 'error', suspicious: 'error' },
  rules: {
    'import/no-cycle': 'error',
    'import/no-default-export': 'error',
    'import/no-unassigned-import': 'off',
    'no-console': ['error', { allow: ['error'] }],
    'import/no-named-as-default': 'off',
    'import/no-named-as-default-member': 'off',
    'typescript/no-explicit-any': 'error',
    'react/react-in-jsx-scope': 'off',
    'no-shadow': 'off',
    'no-underscore-dangle': 'off',
    'unicorn/no-array-sort': 'off',
    'unicorn/no-array-reverse': 'off',
    'unicorn/consistent-function-scoping': 'off',
    'promise/always-return': 'off',
    'promise/no-multiple-resolved': 'off',
    'max-lines': ['error', { max: 400, skipBlankLines: false, skipComments: false }],
    'max-lines-per-function': ['error', { max: 60, skipBlankLines: true, skipComments: true, IIFEs: true }],
  },
  overrides: [
    ...zones().map((zone) => ({
      files: [...zone.files],
      rules: {
        'no-restricted-imports': [
          'error',
          { patterns: zone.forbidden.map((entry) => ({ ...entry })) },
        ] as never,
      },
    })),
    {
      files: ['**/*.config.ts', 'oxlint.config.ts'],
      rules: { 'import/no-default-export': 'off' },
    },
    {
      files: ['scripts/**', 'tests/**', 'bench/**'],
      rules: { 'no-console': 'off' },
    },
    {
      files: ['**/*.test.ts', '**/*.test.tsx', 'tests/**', '**/*-contract.ts'],
      rules: {
        'max-lines': 'off',
        'max-lines-per-function': 'off',
        'no-restricted-imports': 'off',
        'no-await-in-loop': 'off',
      },
    },
  ],
})
