-- wrk: packs dispensed, each once. Arguments: token, gtin, how many before, how many packs, place.
-- What is dispensed at the same time comes from other cases, as in other pharmacies: 10,007 is prime.
local counter = 0
local threads = 0
function setup(thread)
  thread:set("number", threads)
  threads = threads + 1
end
function init(args)
  wrk.headers["Authorization"] = "Bearer " .. args[1]
  wrk.headers["Content-Type"] = "application/json"
  gtin, before, packs, place = args[2], tonumber(args[3]), tonumber(args[4]), args[5]
end
function request()
  -- One thread: wrk counts what it sends in advance, too.
  local serial = string.format("S%07d", (before + counter) * 10007 % packs + 1)
  counter = counter + 1
  return wrk.format("PATCH", "/api/v1/packs/" .. gtin .. "/" .. serial, nil,
    string.format('{"state":"Supplied","transactionId":"bench-%s","place":"%s"}', serial, place))
end
