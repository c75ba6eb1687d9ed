'use client'

import { Component, type ReactNode } from 'react'

interface ErrorBoundaryProps {
  /** What stands in for children that failed; `retry` tries them again. */
  fallback: (error: unknown, retry: () => void) => ReactNode
  children: ReactNode
}

/** Keeps what fails below it from taking the page along. */
export class ErrorBoundary extends Component<
  ErrorBoundaryProps,
  { failed: { error: unknown } | null }
> {
  override state: { failed: { error: unknown } | null } = { failed: null }

  static getDerivedStateFromError(error: unknown) {
    return { failed: { error } }
  }

  private readonly retry = () => this.setState({ failed: null })

  override render() {
    const { failed } = this.state
    return failed ? this.props.fallback(failed.error, this.retry) : this.props.children
  }
}
