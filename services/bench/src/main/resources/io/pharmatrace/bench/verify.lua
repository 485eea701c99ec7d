-- wrk: verdicts on packs, each drawn at random. Arguments: token, gtin, number of packs, expiry
-- date, milliseconds to wait before each request on the average.
local n, wait
function init(args)
  math.randomseed(os.time() + tonumber(tostring({}):sub(8)) % 100000)
  wrk.headers["Authorization"] = "Bearer " .. args[1]
  gtin, n, expiry, wait = args[2], tonumber(args[3]), args[4], tonumber(args[5])
end
function delay()
  return wait == 0 and 0 or math.floor(-wait * math.log(1 - math.random()) + 0.5)
end
function request()
  local path = string.format("/api/v1/packs/%s/S%07d?batch=BENCH&expiry=%s", gtin, math.random(n), expiry)
  return wrk.format("GET", path)
end
