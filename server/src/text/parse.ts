/** Markdown as its parser sees it: CommonMark with GitHub's tables, strike-through and bare links. */
import type { Root } from 'mdast'
import { fromMarkdown } from 'mdast-util-from-markdown'
import { gfmFromMarkdown } from 'mdast-util-gfm'
import { gfm } from 'micromark-extension-gfm'
import { tamed } from './tamed.ts'

const EXTENSIONS = { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] }

export const parse = (markdown: string): Root => fromMarkdown(tamed(markdown), EXTENSIONS)
