/** One line to one record, or to the reason why it is none. */
import * as v from 'valibot'
import { type ImportRecord, RECORDS, type RecordType } from './records.ts'
import { quoted, Rejection } from './writing.ts'

/** Fields named in one rejection; more do not help. */
const ISSUES_MAX = 5

/** @throws Rejection naming the fields that are not as they should be */
export function parseRecord(line: string): ImportRecord[RecordType] {
  const value = parseJson(line)
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new Rejection('this is JSON, but not an object')
  }
  const type = 'type' in value ? value.type : undefined
  if (typeof type !== 'string' || !Object.hasOwn(RECORDS, type)) {
    const known = Object.keys(RECORDS).join(', ')
    throw new Rejection(
      `type: must be one of ${known}${typeof type === 'string' ? `, not ${quoted(type)}` : ''}`,
    )
  }
  const result = v.safeParse(RECORDS[type as RecordType], value)
  if (result.success) return result.output
  throw new Rejection(result.issues.slice(0, ISSUES_MAX).map(sentence).join('; '))
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch (error) {
    throw new Rejection(`this is not JSON: ${error instanceof Error ? error.message.slice(0, 120) : ''}`)
  }
}

/** What is wrong with a field, with its path before it. */
export function sentence(issue: v.BaseIssue<unknown>): string {
  const path = v.getDotPath(issue) ?? 'record'
  if (issue.type === 'strict_object' && issue.expected === 'never')
    return `${path}: is not a field of this type`
  if (issue.input === undefined) return `${path}: is missing`
  return `${path}: ${issue.message.startsWith('Invalid') ? `must be ${issue.expected ?? 'something else'}` : issue.message}`
}
