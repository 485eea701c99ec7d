-- wrk: packs dispensed, each once. Arguments: token, gtin, number of the first pack, place.
local counter = 0
local threads = 0
function setup(thread)
  thread:set("number", threads)
  threads = threads + 1
end
function init(args)
  wrk.headers["Authorization"] = "Bearer " .. args[1]
  wrk.headers["Content-Type"] = "application/json"
  gtin, first, place = args[2], tonumber(args[3]), args[4]
end
function request()
  -- One thread: wrk counts what it sends in advance, too.
  local serial = string.format("S%07d", first + counter)
  counter = counter + 1
  return wrk.format("PATCH", "/api/v1/packs/" .. gtin .. "/" .. serial, nil,
    string.format('{"state":"Supplied","transactionId":"bench-%s","place":"%s"}', serial, place))
end
