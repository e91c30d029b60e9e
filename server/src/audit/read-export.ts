/** Lines as `vlinder audit export` printed them. */
import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'
import { AuditLine } from '@vlinder/contract'
import { safeParse } from 'valibot'
import { StartError } from '../start-error.ts'
import type { AuditTable } from '../storage/schema.ts'

/** @throws StartError naming the first line of the file that is none */
export async function* readExport(file: string): AsyncGenerator<AuditTable> {
  let number = 0
  try {
    for await (const text of createInterface({ input: createReadStream(file), crlfDelay: Infinity })) {
      number++
      const line = safeParse(AuditLine, JSON.parse(text))
      if (!line.success) throw new SyntaxError()
      yield line.output
    }
  } catch (error) {
    if (error instanceof SyntaxError) throw new StartError(`${file}:${number} is not a line of an audit log.`)
    throw new StartError(`${file} cannot be read: ${(error as Error).message}.`)
  }
}
