'use client'

import { PageFailed } from '@/components/shell/PageFailed'

export default PageFailed
