-- wrk: one and the same request.
function request()
  return wrk.format("GET", "/bare")
end
