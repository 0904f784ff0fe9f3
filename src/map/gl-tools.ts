/** The few WebGL 2 steps the custom layers share. */

export type Gl = WebGL2RenderingContext;

export interface Program {
  readonly handle: WebGLProgram;
  /** Location of an active uniform; null when the shader does not use it. */
  readonly at: (name: string) => WebGLUniformLocation | null;
}

/** A program that the graphics driver is still at work on. */
export interface BegunProgram {
  readonly handle: WebGLProgram;
  readonly shaders: readonly WebGLShader[];
}

function compile(gl: Gl, type: number, source: string): WebGLShader {
  const shader = gl.createShader(type);
  if (!shader) throw new Error('the graphics context is lost: reload the page');
  gl.shaderSource(shader, source);
  gl.compileShader(shader);
  return shader;
}

/** Has a program compiled, and waits for nothing: asking how it went would wait for all that is drawn, too. */
export function beginProgram(gl: Gl, vertex: string, fragment: string): BegunProgram {
  const handle = gl.createProgram();
  const shaders = [compile(gl, gl.VERTEX_SHADER, vertex), compile(gl, gl.FRAGMENT_SHADER, fragment)];
  for (const shader of shaders) gl.attachShader(handle, shader);
  gl.linkProgram(handle);
  return { handle, shaders };
}

/** True when finishing the program waits for nothing; false also where the browser cannot tell. */
export function isCompiled(gl: Gl, { handle }: BegunProgram): boolean {
  const parallel = gl.getExtension('KHR_parallel_shader_compile') as { COMPLETION_STATUS_KHR: number } | null;
  return parallel !== null && gl.getProgramParameter(handle, parallel.COMPLETION_STATUS_KHR) === true;
}

/** @throws Error with the compiler's log */
export function createProgram(gl: Gl, vertex: string, fragment: string): Program {
  return finishProgram(gl, beginProgram(gl, vertex, fragment));
}

/** @throws Error with the compiler's log */
export function finishProgram(gl: Gl, { handle, shaders }: BegunProgram): Program {
  if (!gl.getProgramParameter(handle, gl.LINK_STATUS) && !gl.isContextLost()) {
    const logs = [...shaders.map((shader) => gl.getShaderInfoLog(shader)), gl.getProgramInfoLog(handle)];
    throw new Error(`shader program: ${logs.filter(Boolean).join(' ') || 'unknown fault'}`);
  }
  for (const shader of shaders) gl.deleteShader(shader);
  const locations = new Map<string, WebGLUniformLocation | null>();
  const at = (name: string): WebGLUniformLocation | null => {
    let location = locations.get(name);
    if (location === undefined) {
      location = gl.getUniformLocation(handle, name);
      locations.set(name, location);
    }
    return location;
  };
  return { handle, at };
}

/** Sets every unpack state an upload depends on: the map library leaves its own behind. */
export function readyForUpload(gl: Gl): void {
  gl.bindBuffer(gl.PIXEL_UNPACK_BUFFER, null);
  gl.pixelStorei(gl.UNPACK_ALIGNMENT, 1);
  gl.pixelStorei(gl.UNPACK_ROW_LENGTH, 0);
  gl.pixelStorei(gl.UNPACK_SKIP_PIXELS, 0);
  gl.pixelStorei(gl.UNPACK_SKIP_ROWS, 0);
  gl.pixelStorei(gl.UNPACK_FLIP_Y_WEBGL, false);
  gl.pixelStorei(gl.UNPACK_PREMULTIPLY_ALPHA_WEBGL, false);
}

/** Integer textures cannot be filtered; without NEAREST they read as zero. */
export function createTexture(gl: Gl, internalFormat: number, width: number, height: number): WebGLTexture {
  const texture = gl.createTexture();
  gl.bindTexture(gl.TEXTURE_2D, texture);
  gl.texStorage2D(gl.TEXTURE_2D, 1, internalFormat, width, height);
  gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MIN_FILTER, gl.NEAREST);
  gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MAG_FILTER, gl.NEAREST);
  gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_WRAP_S, gl.CLAMP_TO_EDGE);
  gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_WRAP_T, gl.CLAMP_TO_EDGE);
  return texture;
}

export function createBuffer(gl: Gl, target: number, data: AllowSharedBufferSource): WebGLBuffer {
  const buffer = gl.createBuffer();
  gl.bindBuffer(target, buffer);
  gl.bufferData(target, data, gl.STATIC_DRAW);
  return buffer;
}
