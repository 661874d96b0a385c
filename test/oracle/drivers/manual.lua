-- SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
--
-- Oracle driver for Lua: works over the HTML manual given as argument with
-- strings, tables, closures, coroutines, sorting and errors.
local file = assert(io.open(arg[1]))
local html = file:read("a")
file:close()

local text = html:gsub("<[^>]*>", " "):gsub("&(%a+);", {lt = "<", gt = ">", amp = "&"})

local function words(s)
  return coroutine.wrap(function()
    for word in s:gmatch("%a[%w_]*") do coroutine.yield(word:lower()) end
  end)
end

local counts, order = {}, {}
for word in words(text) do
  if not counts[word] then
    counts[word] = 0
    order[#order + 1] = word
  end
  counts[word] = counts[word] + 1
end
table.sort(order, function(a, b)
  if counts[a] ~= counts[b] then return counts[a] > counts[b] end
  return a < b
end)
for i = 1, 10 do print(order[i], counts[order[i]]) end

local lines = {}
for line in text:gmatch("[^\n]+") do
  lines[#lines + 1] = ("%5d %s"):format(#lines + 1, line:rep(2, "|"))
end
print(#lines, #table.concat(lines, "\n"))

local Shape = {}
Shape.__index = Shape
function Shape.new(width, height)
  return setmetatable({width = width, height = height}, Shape)
end
function Shape:area() return self.width * self.height end
local adders = {}
for i = 1, 2000 do
  local shape = Shape.new(i, i + 0.5)
  adders[i] = function(x) return x + shape:area() end
end
local sum = 0
for i = #adders, 1, -1 do sum = adders[i](sum) end
print(sum)

local failures = 0
for i = 1, 200 do
  local ok, message = pcall(function()
    if i % 2 == 0 then error("failure number " .. i) end
    return nil + i
  end)
  if not ok and message then failures = failures + 1 end
end
print(failures)

local chunk = load("local a, b = ... return function(c) return a .. b .. c end")
print(chunk("x", "y")("z"), select("#", table.unpack(order, 1, 200)))
local parts = {}
for position, code in utf8.codes("h\u{e9}llo w\u{f6}rld \u{1F600}") do
  parts[#parts + 1] = position .. ":" .. utf8.char(code)
end
print(table.concat(parts, " "))
