/** @type {import('next').NextConfig} */
export default {
  poweredByHeader: false,
  reactStrictMode: true,
  // `npm run typecheck` checks the whole project once, server and tests included.
  typescript: { ignoreBuildErrors: true },
  devIndicators: false,
}
