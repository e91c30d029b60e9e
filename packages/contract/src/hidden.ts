/** Why something is kept from readers: what its author and facilitators are told. */
import * as v from 'valibot'

/** `patient-data` keeps it from readers at once, until a facilitator has looked. */
export const ReportReason = v.picklist(
  ['patient-data', 'unkind', 'wrong', 'other'],
  'must be patient-data, unkind, wrong or other',
)
export type ReportReason = v.InferOutput<typeof ReportReason>

/** `note` is the facilitator's word, once they have looked. */
export const WhyHidden = v.object({ reason: ReportReason, note: v.string() })
export type WhyHidden = v.InferOutput<typeof WhyHidden>
