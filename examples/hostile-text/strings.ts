/** Texts that were made to do harm, or that programs stumble over. HOSTILE names a folder with more of them. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'

const OURS = [
  '<script>globalThis.harmed = 1</script>',
  '</bdi></h3></article><img src=x onerror="globalThis.harmed = 1">',
  '"><svg/onload=globalThis.harmed=1>',
  "' onmouseover='globalThis.harmed=1",
  '<iframe srcdoc="<script>parent.harmed=1</script>"></iframe>',
  '[click](javascript:globalThis.harmed=1)',
  '![x](data:text/html,<script>harmed=1</script>)',
  '<style>*{display:none!important}</style>',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: it is what it looks like
  '${globalThis.harmed = 1}{{constructor.constructor("harmed=1")()}}',
  '<!--?lit$000000000$--><?lit$000000000$>',
  '&lt;b&gt; &amp;amp; &#x3c;script&#x3e;',
  "Robert'); DROP TABLE story;--",
  '1 OR 1=1; update member set role=char(102)',
  '{"$ne": null}',
  '__proto__',
  'constructor',
  'null',
  'undefined',
  'NaN',
  '0',
  '../../../../etc/passwd%00',
  '%s%n%x {0} $1',
  'مرحبا \u202Eesrever\u202C بالعالم',
  '\u2066left\u2069 \u2067right\u2069 \u061C',
  'Z\u0335\u0321a\u0334\u0322l\u0338g\u0336o\u0337 t\u0353\u0354\u0355e\u0356x\u0357t',
  'e\u0301 and \u00E9, \uFB01 and \u212B',
  '👩🏽‍⚕️👨‍👩‍👧‍👦🏴󠁧󠁢󠁥󠁮󠁧󠁿',
  '\u200B\u200Bzero\uFEFFwidth\u00AD',
  '田中さんにあげて下さい',
  'ﬀ ᏚᏂ 𝕿𝖍𝖊 ⒯⒣⒠',
  'a'.repeat(300),
  'Rijkswaterstaatswegenverkeersveiligheidscommissievergaderingsnotulen'.repeat(4),
  '# no heading',
  '- no list',
  '| a | b |',
  '```',
  '\\',
  '   spaces   around   ',
  'line\u2028separator\u2029paragraph',
  "=cmd|' /C calc'!A0",
]

/** All of them, each once. */
export function hostileStrings(folder = process.env.HOSTILE): string[] {
  if (folder === undefined) return OURS
  const lines = gunzipSync(readFileSync(join(folder, 'hostile_strings.jsonl.gz')))
    .toString()
    .split('\n')
  const theirs = lines.filter((line) => line !== '').map((line) => (JSON.parse(line) as { s: string }).s)
  return [...new Set([...OURS, ...theirs])]
}
