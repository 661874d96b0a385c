// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Values that are made when they are first read.

/** Adds members to \p target. */
export function lazily<Target extends object, Key extends keyof Target>(target: Target, keys: readonly Key[],
                                                                        make: (key: Key) => Target[Key]): Target {
  for (const key of keys)
    Object.defineProperty(target, key, {
      configurable: true, enumerable: true,
      get() {
        const value = make(key);
        Object.defineProperty(target, key, { value, enumerable: true });
        return value;
      },
    });
  return target;
}

/** An object of such members. */
export function lazyObject<T extends object>(makers: { [Key in keyof T]: () => T[Key] }): T {
  return lazily({} as T, Object.keys(makers) as (keyof T)[], (key) => makers[key]());
}

export const lazyList = <T>(count: number, make: (index: number) => T): T[] =>
  lazily([] as T[], Array.from({ length: count }, (_, i) => i), make);
