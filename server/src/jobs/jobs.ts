/** What there is to do later. */
import { fallSilent, tellUnheard } from '../questions/later.ts'
import type { JobTable } from '../storage/schema.ts'
import type { Work } from './run.ts'

export const JOBS: Record<JobTable['kind'], Work> = {
  'ask-silent': fallSilent,
  'question-unheard': tellUnheard,
}
