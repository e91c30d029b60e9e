/** What was found, in sentences for a terminal. */
import type { Finding, Part } from './finding.ts'

export function partText({ about, findings, skipped }: Part): string {
  if (skipped !== undefined) return `- ${about}: not looked at, for ${skipped}\n`
  const mark = findings.some(({ level }) => level === 'wrong') ? '✖' : findings.length > 0 ? '!' : '✔'
  return `${[`${mark} ${about}`, ...findings.map(findingText)].join('\n')}\n`
}

const findingText = ({ name, level, what, found, fix }: Finding) =>
  [
    `    ${level === 'wrong' ? '✖' : '!'} ${what} [${name}]`,
    ...(found === undefined ? [] : [`        found: ${found}`]),
    `        fix:   ${fix}`,
  ].join('\n')

export function summary(parts: Part[]): string {
  const { wrong, warnings } = count(parts)
  if (wrong + warnings === 0) return '\nNothing is wrong.\n'
  const said = [
    wrong > 0 && (wrong === 1 ? '1 thing is wrong' : `${wrong} things are wrong`),
    warnings > 0 && (warnings === 1 ? '1 could be better' : `${warnings} could be better`),
  ].filter(Boolean)
  return `\n${said.join(', ')}. docs/doctor.md explains each by the name in brackets.\n`
}

export function count(parts: Part[]): { wrong: number; warnings: number } {
  const all = parts.flatMap(({ findings }) => findings)
  const wrong = all.filter(({ level }) => level === 'wrong').length
  return { wrong, warnings: all.length - wrong }
}
