/** Builds the console into dist/, which the server gives out at `/`; in development, calls go on to a running server. */
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

const server = process.env.VIGIA_URL ?? 'http://127.0.0.1:8080'

export default defineConfig({
  plugins: [react()],
  build: { target: 'es2022', chunkSizeWarningLimit: 800 },
  server: { proxy: { '/v1': server, '/v2': server, '/v3': server } },
})
