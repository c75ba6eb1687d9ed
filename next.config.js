/** @type {import('next').NextConfig} */
export default {
  poweredByHeader: false,
  reactStrictMode: true,
  // `npm run typecheck` checks the whole project once, server and tests included.
  typescript: { ignoreBuildErrors: true },
  devIndicators: false,
  // Pages and the server are one process, and yjs works only if it is there once.
  serverExternalPackages: ['yjs', 'y-protocols', 'y-websocket', 'y-indexeddb', 'lib0'],
}
