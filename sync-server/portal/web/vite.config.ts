import path from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

export default defineConfig({
  root: import.meta.dirname,
  base: './',
  plugins: [react()],
  build: {
    outDir: path.join(import.meta.dirname, '../../../out/portal'),
    emptyOutDir: true,
    target: 'es2022',
    // The policy has no `font-src data:`; every asset stays a file of its own.
    assetsInlineLimit: 0,
  },
})
