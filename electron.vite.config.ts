import path from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'electron-vite'
import { serviceWorker } from './renderer/app/service-worker-plugin.ts'

/** What Electron 45 is made of; main and preload run nowhere else. */
const NODE_TARGET = 'node24'
/** The renderer's bundle is also served to plain browsers by the sync server: those of the last two years. */
const BROWSER_TARGET = 'es2023'

const at = (...parts: string[]) => path.join(import.meta.dirname, ...parts)

export default defineConfig({
  main: {
    build: {
      outDir: at('out/main'),
      target: NODE_TARGET,
      externalizeDeps: false,
      minify: false,
      assetsInlineLimit: 0,
      rolldownOptions: {
        input: { index: at('main/index.ts') },
        output: { format: 'es', entryFileNames: '[name].js', codeSplitting: false },
      },
    },
  },
  preload: {
    build: {
      outDir: at('out/preload'),
      target: NODE_TARGET,
      externalizeDeps: false,
      rolldownOptions: {
        input: { preload: at('main/preload/preload.ts') },
        output: { format: 'cjs', entryFileNames: '[name].cjs', codeSplitting: false },
      },
    },
  },
  renderer: {
    root: at('renderer'),
    base: './',
    plugins: [react(), serviceWorker(at('renderer/app/sw.ts'))],
    worker: { format: 'es' },
    build: {
      outDir: at('out/renderer'),
      target: BROWSER_TARGET,
      minify: 'oxc',
      // The policy has no `font-src data:`; every asset stays a file of its own.
      assetsInlineLimit: 0,
      emptyOutDir: true,
      rolldownOptions: { input: { index: at('renderer/index.html') } },
    },
  },
})
