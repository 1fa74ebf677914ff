// One campaign in a process of its own, so that its memory can be measured and its hanging be seen.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Campaign, run } from './campaign.js'

const EVERY = 50

process.on('message', async ({ campaign, vectors }: { campaign: Campaign; vectors: string }) => {
  const read = (file: string) => readFileSync(join(vectors, file))
  const progress = (index: number) => {
    if (index % EVERY === 0) process.send?.({ index })
  }
  const report = await run(campaign, read, progress)
  const peakMb = process.resourceUsage().maxRSS / 1024
  process.send?.({ report: { ...report, peakMb } }, () => process.disconnect())
})
