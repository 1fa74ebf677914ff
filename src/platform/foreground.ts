import { readFileSync } from 'node:fs'
import { isatty } from 'node:tty'

/**
 * Whether what is typed on a terminal to interrupt comes to this process. Linux knows (proc(5), `stat`: the terminal's
 * foreground group is ours); elsewhere a stream that is a terminal is taken for a sign. A console of Windows tells everyone.
 */
export function inForeground(): boolean {
  if (process.platform === 'win32') return true
  try {
    const stat = readFileSync('/proc/self/stat', 'latin1')
    const [, , group, , terminal, foreground] = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return terminal !== '0' && group === foreground
  } catch {
    return [0, 1, 2].some((descriptor) => isatty(descriptor))
  }
}
