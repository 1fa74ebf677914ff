import type { Files } from '../../src/host.js'
import type { MemoryFiles } from './ports.js'

/** What a process that is killed sees: nothing more. */
export class Killed extends Error {}

/**
 * The same files, for a process that is killed around its `death`th operation that changes any of them: before it, after it, or
 * in the midst of it where it is one that can be half done. Nothing is done after death. `operations` counts what was done.
 */
export function mortalFiles(
  disk: MemoryFiles,
  death = Number.POSITIVE_INFINITY,
  when: 'before' | 'midst' | 'after' = 'before',
): Files & { operations(): number; isDead(): boolean } {
  let count = 0
  let dead = false
  const die = () => {
    dead = true
    return new Killed()
  }
  const change = (act: () => void, half: () => void = () => {}) => {
    if (dead) throw die()
    count++
    if (count === death && when !== 'after') {
      if (when === 'midst') half()
      throw die()
    }
    act()
    if (count === death) throw die()
  }
  const look = <T>(value: () => T): T => {
    if (dead) throw die()
    return value()
  }
  return {
    operations: () => count,
    isDead: () => dead,
    read: (path, limit) => look(() => disk.read(path, limit)),
    readOwn: (path, limit) => look(() => disk.readOwn(path, limit)),
    stamp: (path) => look(() => disk.stamp(path)),
    modified: (path) => look(() => disk.modified(path)),
    list: (path) => look(() => disk.list(path)),
    makeFolder: (path) => change(() => disk.makeFolder(path)),
    exists: (path) => look(() => disk.exists(path)),
    size: (path) => look(() => disk.size(path)),
    write: (path, bytes) => change(() => disk.write(path, bytes)),
    create: (path, bytes) => change(() => disk.create(path, bytes)),
    rename: (from, to) => change(() => disk.rename(from, to)),
    remove: (path) => change(() => disk.remove(path)),
    grow(path, at) {
      change(
        () => void disk.grow(path, at),
        () => at === 0 && disk.remove(path),
      )
      const file = disk.grow(path, at)
      return {
        write: (text) =>
          change(
            () => file.write(text),
            () => file.write(text.slice(0, text.length / 2)),
          ),
        close: () => change(() => file.close()),
      }
    },
  }
}
