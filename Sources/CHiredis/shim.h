// The protocol half of hiredis: its reader of replies and its formatter of commands.
#pragma once

#include <hiredis/hiredis.h>
