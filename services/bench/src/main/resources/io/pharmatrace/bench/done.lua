-- wrk: the figures of a window as one line of JSON.
function done(summary, latency, requests)
  local errors = summary.errors
  io.write(string.format('\n{"requests":%d,"microseconds":%d,"p99":%d,"failed":%d}\n', summary.requests,
    summary.duration, latency:percentile(99),
    errors.connect + errors.read + errors.write + errors.status + errors.timeout))
end
